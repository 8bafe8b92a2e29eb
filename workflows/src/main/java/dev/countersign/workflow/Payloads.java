package dev.countersign.workflow;

import dev.countersign.passport.Json;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;

/**
 * How values travel in histories: the one JSON dialect, tolerant of fields a reader does not know.
 */
public final class Payloads {
  private Payloads() {}

  /** For every client and every worker. */
  public static DataConverter converter() {
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(Json.mapper()))
        .withFailureConverter(new ShortFailures());
  }
}
