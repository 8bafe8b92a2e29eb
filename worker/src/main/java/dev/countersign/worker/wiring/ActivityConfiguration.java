package dev.countersign.worker.wiring;

import dev.countersign.evidence.EvidenceStore;
import dev.countersign.http.AllowedHosts;
import dev.countersign.mlflow.ModelRegistry;
import dev.countersign.notify.Channel;
import dev.countersign.release.BroughtModels;
import dev.countersign.release.GateActivitiesImpl;
import dev.countersign.release.GateRunner;
import dev.countersign.release.Intake;
import dev.countersign.release.IntakeActivitiesImpl;
import dev.countersign.release.NotifyActivitiesImpl;
import dev.countersign.release.PassportActivitiesImpl;
import dev.countersign.release.RegistryActivitiesImpl;
import dev.countersign.release.ReleaseGates;
import dev.countersign.release.ReleaseInputs;
import dev.countersign.release.Roots;
import dev.countersign.release.SignOffActivitiesImpl;
import dev.countersign.release.Submitters;
import dev.countersign.release.SweepActivitiesImpl;
import dev.countersign.release.TrafficActivitiesImpl;
import dev.countersign.release.TrafficDesk;
import dev.countersign.release.TrainingActivitiesImpl;
import dev.countersign.training.CommandTraining;
import dev.countersign.verification.Sealer;
import dev.countersign.worker.WorkerProperties;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The activities, by the names under which {@code application.yaml} registers them. */
@Configuration(proxyBeanMethods = false)
public class ActivityConfiguration {

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  Roots roots(WorkerProperties properties) {
    return Roots.of(properties.roots());
  }

  @Bean
  ReleaseInputs releaseInputs(EvidenceStore evidence, AllowedHosts hosts) {
    return new ReleaseInputs(evidence, hosts);
  }

  @Bean
  BroughtModels broughtModels(
      Roots roots, ModelRegistry registry, ReleaseInputs inputs, EvidenceStore evidence) {
    return new BroughtModels(roots, registry, inputs, evidence);
  }

  @Bean
  GateRunner gateRunner(ReleaseInputs inputs, EvidenceStore evidence) {
    return new GateRunner(inputs, evidence, ReleaseGates.all());
  }

  @Bean
  IntakeActivitiesImpl intakeActivities(
      Roots roots,
      TrustBook trust,
      BroughtModels models,
      ReleaseInputs inputs,
      EvidenceStore evidence,
      InstantSource clock) {
    return new IntakeActivitiesImpl(
        new Intake(roots), new Submitters(trust, evidence), models, inputs, evidence, clock);
  }

  @Bean
  GateActivitiesImpl gateActivities(GateRunner runner, EvidenceStore evidence) {
    return new GateActivitiesImpl(runner, evidence);
  }

  @Bean
  TrainingActivitiesImpl trainingActivities(
      ReleaseInputs inputs, EvidenceStore evidence, WorkerProperties properties) {
    return new TrainingActivitiesImpl(
        inputs, evidence, new CommandTraining(Set.copyOf(properties.trainingCommands())));
  }

  @Bean
  Sealer sealer(WorkerProperties properties) throws IOException {
    return ServerKey.sealer(properties);
  }

  @Bean
  PassportActivitiesImpl passportActivities(EvidenceStore evidence, Sealer sealer) {
    return new PassportActivitiesImpl(evidence, sealer);
  }

  @Bean
  SignOffActivitiesImpl signOffActivities(TrustBook trust, InstantSource clock) {
    return new SignOffActivitiesImpl(trust, clock);
  }

  @Bean
  RegistryActivitiesImpl registryActivities(
      ModelRegistry registry, BroughtModels models, EvidenceStore evidence) {
    return new RegistryActivitiesImpl(registry, models, evidence);
  }

  @Bean
  TrafficActivitiesImpl trafficActivities(
      TrafficDesk desk, ReleaseInputs inputs, EvidenceStore evidence, WorkflowClient temporal) {
    return new TrafficActivitiesImpl(desk, inputs, evidence, temporal);
  }

  @Bean
  SweepActivitiesImpl sweepActivities(
      TrafficDesk desk, EvidenceStore evidence, WorkflowClient temporal) {
    return new SweepActivitiesImpl(desk, evidence, temporal);
  }

  @Bean
  NotifyActivitiesImpl notifyActivities(List<Channel> channels) {
    return new NotifyActivitiesImpl(channels);
  }
}
