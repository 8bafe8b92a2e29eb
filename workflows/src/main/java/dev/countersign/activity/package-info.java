/**
 * Everything a release may ask the world to do: one interface per neighbour, and the records that
 * travel. Records carry digests and URIs, never data. Implementations live in the activities
 * module; nothing here decides anything.
 */
@NullMarked
package dev.countersign.activity;

import org.jspecify.annotations.NullMarked;
