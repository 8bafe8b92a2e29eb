/**
 * Talking to releases through Temporal: where the server is, starting, looking, commanding, waiting
 * for the end. Prints nothing and knows no command line, so that commands, pages and the demo share
 * it.
 */
@NullMarked
package dev.countersign.client;

import org.jspecify.annotations.NullMarked;
