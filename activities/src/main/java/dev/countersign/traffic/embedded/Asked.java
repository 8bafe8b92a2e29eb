package dev.countersign.traffic.embedded;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One request.
 *
 * @param body {@code {"inputs": [{column: value}]}}, untrusted
 * @param caller what its headers say
 */
record Asked(JsonNode body, Caller caller) {}
