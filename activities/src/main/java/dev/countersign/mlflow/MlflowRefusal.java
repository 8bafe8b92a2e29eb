package dev.countersign.mlflow;

/** MLflow's own error, by its code, for example {@code RESOURCE_ALREADY_EXISTS}. */
final class MlflowRefusal extends RegistryException {
  private final String code;

  MlflowRefusal(String code, String message) {
    super(message);
    this.code = code;
  }

  String code() {
    return code;
  }
}
