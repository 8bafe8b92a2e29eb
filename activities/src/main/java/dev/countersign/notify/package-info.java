/**
 * Tells people: the log always, a signed webhook where one is configured. What is worth telling,
 * and when, is decided by the workflows.
 */
@NullMarked
package dev.countersign.notify;

import org.jspecify.annotations.NullMarked;
