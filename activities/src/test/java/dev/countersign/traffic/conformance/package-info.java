/**
 * What every router must do, as tests that ask it real requests: extend {@link
 * dev.countersign.traffic.conformance.RouterConformance} to try yours. Nothing here may know a
 * particular router.
 */
@NullMarked
package dev.countersign.traffic.conformance;

import org.jspecify.annotations.NullMarked;
