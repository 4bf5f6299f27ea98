package dev.durable.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.Environment;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of workflows, with nothing around them: the application's {@link dev.durable.annotation.Workflow} classes and {@link
 * dev.durable.annotation.Activity} beans, the components that adjust the engine (payloads, contexts, interceptors, customizers), and an engine in
 * memory whose time skips. There is no database, no web server, and no other bean of the application; activities that want such beans are
 * replaced with {@code @MockitoBean}, or what they want is.
 *
 * <pre>{@code
 * @DurableTest(workflows = OrderWorkflow.class)
 * class OrderWorkflowTests {
 *
 *     @Autowired WorkflowClient workflows;
 *     @MockitoBean Payments payments;
 *
 *     @Test
 *     void orderThatNobodyPaysExpiresAfterThirtyDays() {
 *         WorkflowHandle<String> order = workflows.newWorkflow(OrderWorkflow.class).start(w -> w.fulfil("42"));
 *
 *         assertThat(order).completesWith("expired");
 *     }
 * }
 * }</pre>
 *
 * <p>Every test begins with no runs. After it, each history that it leaves is replayed from each of its prefixes. {@link
 * AutoConfigureDurableTest}, on the same class, chooses time and replay.
 *
 * @see AutoConfigureDurableTest
 * @see DurableTestTime
 * @see DurableTestEngine
 * @see WorkflowAssertions
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(DurableTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(DurableTypeExcludeFilter.class)
@AutoConfigureDurable
@AutoConfigureDurableTest
@ImportAutoConfiguration
public @interface DurableTest {

    /** Properties in the form {@code key=value} that are added to the {@link Environment}. */
    String[] properties() default {};

    /** The workflow classes of the test, and no others; an alias of {@link #workflows}. */
    @AliasFor("workflows")
    Class<?>[] value() default {};

    /**
     * The workflow classes of the test; all of the application unless there are any. If {@link #activities} names none, the activities are those
     * that the constructors of these classes take.
     */
    @AliasFor("value")
    Class<?>[] workflows() default {};

    /** The activity beans of the test, by their class or their activity type. */
    Class<?>[] activities() default {};

    /** Whether workflows, activities and extensions of the engine are found by themselves; otherwise only {@link #includeFilters} find something. */
    boolean useDefaultFilters() default true;

    /** Finds further beans of the application. */
    Filter[] includeFilters() default {};

    /** Leaves out what else was found. */
    Filter[] excludeFilters() default {};

    /** Auto-configurations that are left out. */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
