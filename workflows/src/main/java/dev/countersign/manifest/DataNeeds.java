package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What has to be read of the data before it can be validated.
 *
 * @param valuesOf columns whose distinct values are needed; some may not exist
 */
public record DataNeeds(List<String> valuesOf) {
  public DataNeeds {
    valuesOf = List.copyOf(valuesOf);
  }

  /** What a manifest needs, however much else is wrong with it. */
  public static DataNeeds of(ManifestReading reading) {
    Draft manifest = reading.draft();
    Draft data = manifest.at("data");
    Set<String> columns = new TreeSet<>();
    Stream.of(
            data.at("label", "column"),
            data.at("id"),
            data.at("split", "column"),
            manifest.at("predictions", "column"))
        .forEach(column -> column.text().ifPresent(columns::add));
    for (Draft attribute : data.at("protected").items()) {
      attribute.at("column").text().ifPresent(columns::add);
    }
    return new DataNeeds(List.copyOf(columns));
  }
}
