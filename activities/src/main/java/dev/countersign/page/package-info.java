/**
 * Documents for people as one self-contained HTML file each: how they look, and that nothing in
 * them runs or is loaded from elsewhere. What a document says belongs to the gate it is evidence
 * of; the pages that people sign on are the worker's.
 */
@NullMarked
package dev.countersign.page;

import org.jspecify.annotations.NullMarked;
