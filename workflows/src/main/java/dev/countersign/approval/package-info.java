/**
 * Who has to sign what, and whether they have: seats, sign-offs, waivers and quorum. Plain
 * decisions over plain values; signatures themselves are checked by {@code passport}. Temporal is
 * not known here.
 */
@NullMarked
package dev.countersign.approval;

import org.jspecify.annotations.NullMarked;
