package dev.durable.autoconfigure.aot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.autoconfigure.apps.news.ArchiveWorkflow;
import dev.durable.autoconfigure.apps.news.ArticleDesk;
import dev.durable.autoconfigure.apps.news.ArticleWorkflow;
import dev.durable.autoconfigure.apps.news.IndexWorkflow;
import dev.durable.autoconfigure.apps.news.Published;
import dev.durable.autoconfigure.apps.shop.ShopActivities;
import dev.durable.autoconfigure.discovery.FoundWorkflows;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** Processing ahead of time; that such an application runs is shown by the starter's test of one that is made outside of this repository. */
@TestInstance(Lifecycle.PER_CLASS)
class WorkflowsAheadOfTimeTests {

    private final InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
    private final DefaultGenerationContext generation =
            new DefaultGenerationContext(new ClassNameGenerator(ClassName.get("dev.durable", "Application")), files);

    @BeforeAll
    void process() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(DataSourceAutoConfiguration.class, News.class, DurableAutoConfiguration.class);
        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        generation.writeGeneratedContent();
        new EngineHints().registerHints(hints(), getClass().getClassLoader());
    }

    @Test
    void workflowsAreTakenDownSoThatNothingIsScannedAtTheStart() throws Exception {
        assertThat(files.getGeneratedFileContent(Kind.RESOURCE, FoundWorkflows.RESOURCE)
                        .lines())
                .containsExactlyInAnyOrder(
                        "run " + ArticleDesk.class.getName(),
                        "run " + IndexWorkflow.class.getName(),
                        "start " + ArchiveWorkflow.class.getName());
    }

    @Test
    void hintsCoverWorkflowsActivitiesAndWhatTheyTake() {
        assertThat(RuntimeHintsPredicates.reflection().onType(ArticleDesk.class))
                .accepts(hints());
        assertThat(RuntimeHintsPredicates.reflection().onType(ShopActivities.class))
                .accepts(hints());
        assertThat(RuntimeHintsPredicates.reflection().onType(Published.class)).accepts(hints());
    }

    @Test
    void hintsCoverScriptsAndEntities() {
        assertThat(RuntimeHintsPredicates.resource()
                        .forResource("dev/durable/jpa/schema/postgresql/V1__create_tables.sql"))
                .accepts(hints());
        assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of("dev.durable.jpa.RunRow")))
                .accepts(hints());
    }

    private RuntimeHints hints() {
        return generation.getRuntimeHints();
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = ArticleWorkflow.class)
    @Import(ShopActivities.class)
    static class News {

        @Bean
        String siteName() {
            return "example";
        }
    }
}
