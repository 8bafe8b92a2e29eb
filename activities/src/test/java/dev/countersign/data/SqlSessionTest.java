package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSessionTest {

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void aDatabaseThatRanShortOfMemorySaysWhatToDo(String streaming) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", streaming);
    Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
    try (Statement small = connection.createStatement()) {
      small.execute("SET memory_limit = '64MB'");
      small.execute("SET temp_directory = ''");
    }
    try (SqlSession session = new SqlSession(connection, "", SqlLog.SILENT)) {
      assertThatThrownBy(
              () ->
                  session.forEach(
                      Sql.of("SELECT list(range) FROM range(20000000)"), row -> row.getObject(1)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("DuckDB ran short of the memory it may have")
          .hasMessageContaining("docs/scale.md");
    }
  }
}
