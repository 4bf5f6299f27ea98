package dev.durable.sample.orders;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the application. See the README beside it for a walk through. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SampleOrderApplication {

    /** Starts the application. */
    public static void main(String[] args) {
        SpringApplication.run(SampleOrderApplication.class, args);
    }
}
