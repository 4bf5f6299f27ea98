package dev.durable.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Replays recorded histories against the present code: one test for each file. Files are what {@link
 * dev.durable.client.WorkflowExecution#exportHistory()} has made, for example of runs in production. Needs no Spring context.
 *
 * <pre>{@code
 * @ReplayHistories(value = "classpath:histories/*.json", workflows = OrderWorkflow.class)
 * void ordersGetOnWithThisCode(ReplayReport report) {
 *     assertThat(report.notes()).isEmpty();
 * }
 * }</pre>
 *
 * <p>The method may have a parameter for the {@link dev.durable.client.ReplayReport}, and is called only if the history replays.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(ReplayHistoriesExtension.class)
public @interface ReplayHistories {

    /** Where the files are: resource locations, with the patterns that Spring knows. */
    String[] value();

    /** The workflow classes that have to do what was recorded. Activity types are those that their constructors take. */
    Class<?>[] workflows();

    /** Further activity types, for code that gets stubs otherwise. */
    Class<?>[] activities() default {};

    /** Whether every prefix is replayed and must be answered as it was recorded: for histories of this very code, not of earlier versions. */
    boolean everyPrefix() default false;
}
