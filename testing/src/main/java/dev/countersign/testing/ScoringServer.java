package dev.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * MLflow's own scoring server with the model that the documentation hands out, around an XGBoost
 * file. The library that reads the file comes from the pinned Python tools.
 */
public final class ScoringServer {
  private static final Path HANDED_OUT = Path.of("../docs/mlflow");

  private ScoringServer() {}

  /**
   * Saves a model as MLflow does and serves it.
   *
   * @param folder for the saved model; a new one
   * @param file an XGBoost model
   * @param version what it answers as
   * @param port a free one, say behind a router that is there already
   */
  public static RealServer start(Path folder, Path file, String version, int port) {
    Path script = folder.resolve("serve.py");
    try {
      Files.createDirectories(folder);
      Files.writeString(
          script,
          """
          import os, subprocess, sys
          tools, handed_out, file, version, saved, port = sys.argv[1:]
          libraries = subprocess.check_output([tools, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True).strip()
          sys.path.append(libraries)
          sys.path.append(handed_out)
          import mlflow.pyfunc, uvicorn
          from mlflow.pyfunc import scoring_server
          from countersign_model import CountersignModel
          if not os.path.exists(saved):
              mlflow.pyfunc.save_model(saved, python_model=CountersignModel(), artifacts={"model": file},
                                       model_config={"version": version}, pip_requirements=[])
          uvicorn.run(scoring_server.init(mlflow.pyfunc.load_model(saved)), host="127.0.0.1", port=int(port), log_level="warning")
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        List.of(
            Tool.MLFLOW_PYTHON.path().toString(),
            script.toString(),
            Tool.PYTHON.path().toString(),
            HANDED_OUT.toAbsolutePath().normalize().toString(),
            file.toAbsolutePath().toString(),
            version,
            folder.resolve("saved").toAbsolutePath().toString(),
            String.valueOf(port));
    URI health = URI.create("http://127.0.0.1:" + port + "/health");
    return RealServer.start(
        "scoring",
        port,
        command,
        Map.of("MLFLOW_DISABLE_TELEMETRY", "true", "DO_NOT_TRACK", "true"),
        () -> RealServers.answersOk(health));
  }
}
