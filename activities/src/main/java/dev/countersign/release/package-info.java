/**
 * Where the rooms meet: intake, the frozen document, opening what it names, running gates and
 * training. What {@code check} does without a server and what activities do is the same code here.
 * No gate's mathematics, no neighbour's protocol and no page belongs here.
 */
@NullMarked
package dev.countersign.release;

import org.jspecify.annotations.NullMarked;
