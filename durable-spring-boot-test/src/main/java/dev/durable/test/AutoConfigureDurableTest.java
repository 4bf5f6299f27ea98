package dev.durable.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Prepares the engine of a test: where it keeps histories, how its time goes by, and what is checked after each test. Goes on {@code
 * @SpringBootTest} classes; {@link DurableTest} has it already and may be given another one.
 *
 * <p>Adds the beans {@link DurableTestTime} and {@link DurableTestEngine}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@PropertyMapping("durable.test")
public @interface AutoConfigureDurableTest {

    /** Where histories are kept. */
    TestStore store() default TestStore.IN_MEMORY;

    /** How time goes by. */
    TestTime time() default TestTime.SKIPPED;

    /** Whether each history that a test leaves is replayed from each of its prefixes. */
    boolean replay() default true;
}
