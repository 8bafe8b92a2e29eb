/**
 * Gates and explanations here and now, without a server: commands around the very code that
 * activities run. They read what whoever calls them may read.
 */
@NullMarked
package dev.countersign.worker.check;

import org.jspecify.annotations.NullMarked;
