/**
 * What every gate is given and gives back, and what several share. A gate's own mathematics lives
 * in the package of its name, and the list of gates in {@code release}; nothing here measures
 * anything. Temporal is not known here, so that {@code check} runs the very same code.
 */
@NullMarked
package dev.countersign.gates;

import org.jspecify.annotations.NullMarked;
