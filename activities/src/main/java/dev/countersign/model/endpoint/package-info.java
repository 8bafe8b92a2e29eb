/**
 * Models that can only be called: asked over HTTP, on hosts that whoever runs this allows, with
 * bounds on time and size. What an endpoint answered when a release began is kept, so that a model
 * exchanged behind it is noticed. How model files are read lives in the package above.
 */
@NullMarked
package dev.countersign.model.endpoint;

import org.jspecify.annotations.NullMarked;
