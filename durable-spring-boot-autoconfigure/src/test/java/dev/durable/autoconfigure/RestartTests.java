package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.autoconfigure.apps.restart.ReloadedApplication;
import dev.durable.client.WorkflowClient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/** An application that is made again in the same process with its classes loaded anew, as Spring Boot's developer tools do it. */
class RestartTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void runGoesOnWithTheClassesOfTheRestartedApplication() throws Exception {
        ClassLoader first = new RestartedLoader();
        ClassLoader second = new RestartedLoader();

        try (ConfigurableApplicationContext application = start(first)) {
            client(application).newWorkflow("ReloadedWorkflow").id("reloaded").start(Map.of("texts", "start"));
            await().atMost(PATIENCE)
                    .until(() ->
                            client(application).workflow("reloaded").history().size() == 3);
        }
        try (ConfigurableApplicationContext application = start(second)) {
            client(application).workflow("reloaded").signal("restarted");

            assertThat(client(application).workflow("reloaded").result(Map.class, PATIENCE))
                    .isEqualTo(Map.of(
                            "texts",
                            "start+" + System.identityHashCode(first) + "+" + System.identityHashCode(second)));
        }
    }

    private static ConfigurableApplicationContext start(ClassLoader loader) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return new SpringApplicationBuilder()
                    .sources(loader.loadClass(ReloadedApplication.class.getName()))
                    .resourceLoader(new DefaultResourceLoader(loader))
                    .web(WebApplicationType.NONE)
                    .properties("spring.datasource.url=jdbc:h2:mem:restart;DB_CLOSE_DELAY=-1")
                    .run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static WorkflowClient client(ConfigurableApplicationContext application) {
        return application.getBean(WorkflowClient.class);
    }

    /** Loads the classes of the application itself, and leaves those of libraries to the one before. */
    private static final class RestartedLoader extends ClassLoader {

        private static final String RELOADED = ReloadedApplication.class.getPackageName() + ".";

        RestartedLoader() {
            super(RestartTests.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null
                        ? loaded
                        : name.startsWith(RELOADED) ? define(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
