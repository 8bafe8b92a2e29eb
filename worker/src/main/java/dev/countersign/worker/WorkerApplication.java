package dev.countersign.worker;

import dev.countersign.worker.pages.PagesConfiguration;
import dev.countersign.worker.pages.entrance.EntranceConfiguration;
import dev.countersign.worker.temporal.TemporalConfiguration;
import dev.countersign.worker.wiring.ActivityConfiguration;
import dev.countersign.worker.wiring.PeopleConfiguration;
import dev.countersign.worker.wiring.StoreConfiguration;
import dev.countersign.worker.wiring.TrafficConfiguration;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The worker as a Spring application; the demo starts the very same. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@EnableConfigurationProperties(WorkerProperties.class)
@Import({
  TemporalConfiguration.class,
  StoreConfiguration.class,
  PeopleConfiguration.class,
  TrafficConfiguration.class,
  ActivityConfiguration.class,
  EntranceConfiguration.class,
  PagesConfiguration.class
})
public class WorkerApplication {

  /**
   * Starts a worker.
   *
   * @param said properties said on the command line; they stand above files and environment
   */
  public static ConfigurableApplicationContext start(Map<String, String> said) {
    SpringApplication application = new SpringApplication(WorkerApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    return application.run(
        said.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new));
  }
}
