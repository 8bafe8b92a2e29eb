/**
 * The demonstration: made-up loans with a bias that is put in on purpose, made-up people with keys,
 * and one release over the very commands and activities that everybody uses. Nothing here is used
 * by a worker that is not a demonstration.
 */
@NullMarked
package dev.countersign.worker.demo;

import org.jspecify.annotations.NullMarked;
