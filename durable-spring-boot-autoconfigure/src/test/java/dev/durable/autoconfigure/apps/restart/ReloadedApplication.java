package dev.durable.autoconfigure.apps.restart;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a restart loads anew. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, DurableAutoConfiguration.class})
@AutoConfigurationPackage
@Import(ReloadedActivities.class)
public class ReloadedApplication {}
