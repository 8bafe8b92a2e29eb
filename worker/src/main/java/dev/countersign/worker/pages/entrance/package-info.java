/**
 * Who may come in and as whom: an identity provider, or a link for whoever sits at this machine, or
 * nobody. Says what may be loaded into a page. Knows nothing about releases.
 */
@NullMarked
package dev.countersign.worker.pages.entrance;

import org.jspecify.annotations.NullMarked;
