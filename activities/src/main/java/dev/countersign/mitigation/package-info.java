/**
 * The gate {@code mitigation}: does what the audit makes due about disparate impact, and says what
 * training has to weigh. Whether it helped is judged by the evaluation, on the model's decisions.
 * Nothing is measured on evaluation rows here.
 */
@NullMarked
package dev.countersign.mitigation;

import org.jspecify.annotations.NullMarked;
