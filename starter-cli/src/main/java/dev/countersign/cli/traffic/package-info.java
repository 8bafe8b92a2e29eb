/**
 * Commands that look at what routers really route. They ask workers for it and print the answer;
 * nothing here may speak to a router.
 */
@NullMarked
package dev.countersign.cli.traffic;

import org.jspecify.annotations.NullMarked;
