/**
 * The model registry: which versions there are, which one is challenger and which champion, and how
 * each release ended. One set of rules over a folder or an MLflow server. What a model is worth is
 * decided elsewhere; nothing here reads a model, and Temporal is not known here.
 */
@NullMarked
package dev.countersign.mlflow;

import org.jspecify.annotations.NullMarked;
