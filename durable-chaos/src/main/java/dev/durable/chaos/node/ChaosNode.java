package dev.durable.chaos.node;

import dev.durable.autoconfigure.WorkflowScan;
import dev.durable.chaos.work.EffectLedger;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The application. */
@SpringBootApplication(scanBasePackages = {"dev.durable.chaos.node", "dev.durable.chaos.work"})
@WorkflowScan("dev.durable.chaos.work")
public class ChaosNode {

    /** Starts it; it ends with the process that has started it. */
    public static void main(String[] args) {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent ->
                        parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        SpringApplication.run(ChaosNode.class, args);
    }

    @Bean
    EffectLedger effectLedger(@Value("${chaos.ledger}") Path path) {
        return new EffectLedger(path);
    }
}
