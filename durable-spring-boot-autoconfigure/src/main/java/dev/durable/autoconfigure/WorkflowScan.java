package dev.durable.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;

/**
 * Names packages in which {@link dev.durable.annotation.Workflow} classes are looked for, in addition to the application's own
 * packages (those of its {@code @SpringBootApplication} class). Goes on any configuration class; without a package it stands
 * for the package of that class.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Import(WorkflowScanRegistrar.class)
public @interface WorkflowScan {

    /** Packages to scan; placeholders are resolved. */
    @AliasFor("basePackages")
    String[] value() default {};

    /** Packages to scan; placeholders are resolved. */
    @AliasFor("value")
    String[] basePackages() default {};

    /** Classes whose packages are scanned: survives renaming. */
    Class<?>[] basePackageClasses() default {};
}
