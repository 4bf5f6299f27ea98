package dev.durable.test;

import dev.durable.activity.DynamicActivity;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.AbstractTypeHierarchyTraversingFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.TypeFilter;

/**
 * Leaves out what {@link DurableTest} does not want: all but workflows and activities, or all but those that it names, and what adjusts the
 * engine.
 */
final class DurableTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<DurableTest> {

    private final Set<Class<?>> workflows;
    private final Set<Class<?>> activities;
    private final List<TypeFilter> defaultFilters;

    DurableTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
        workflows = Set.of(getAnnotation()
                .getValue("workflows", Class[].class)
                .<Class<?>[]>map(types -> types)
                .orElse(new Class<?>[0]));
        activities = Set.of(getAnnotation()
                .getValue("activities", Class[].class)
                .<Class<?>[]>map(types -> types)
                .orElse(new Class<?>[0]));
        defaultFilters = Stream.of(workflowFilters(), activityFilters(), extensionFilters())
                .<TypeFilter>flatMap(filters -> filters)
                .toList();
    }

    @Override
    protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
        for (TypeFilter filter : defaultFilters) {
            if (filter.match(reader, factory)) {
                return true;
            }
        }
        return super.defaultInclude(reader, factory);
    }

    private Stream<TypeFilter> workflowFilters() {
        return workflows.isEmpty()
                ? Stream.of(new InheritedAnnotationFilter(Workflow.class))
                : workflows.stream()
                        .flatMap(DurableTypeExcludeFilter::contractsOf)
                        .map(AssignableTypeFilter::new);
    }

    /** A class, and the interface that stands for it where others start it. */
    private static Stream<Class<?>> contractsOf(Class<?> workflow) {
        return Stream.concat(
                Stream.of(workflow),
                Arrays.stream(workflow.getInterfaces()).filter(type -> type.isAnnotationPresent(Workflow.class)));
    }

    private Stream<TypeFilter> activityFilters() {
        if (!activities.isEmpty()) {
            return activities.stream().map(AssignableTypeFilter::new);
        }
        Stream<TypeFilter> dynamic = Stream.of(new AssignableTypeFilter(DynamicActivity.class));
        return Stream.concat(
                dynamic,
                workflows.isEmpty()
                        ? Stream.of(new InheritedAnnotationFilter(Activity.class))
                        : workflows.stream().flatMap(ActivityTypes::of).map(AssignableTypeFilter::new));
    }

    private static Stream<TypeFilter> extensionFilters() {
        return EngineExtensions.types().map(AssignableTypeFilter::new);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof DurableTypeExcludeFilter filter
                && workflows.equals(filter.workflows)
                && activities.equals(filter.activities);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), workflows, activities);
    }

    /** Types that carry an annotation themselves or by a type that they extend or implement. */
    private static final class InheritedAnnotationFilter extends AbstractTypeHierarchyTraversingFilter {

        private final String annotation;

        InheritedAnnotationFilter(Class<? extends Annotation> annotation) {
            super(true, true);
            this.annotation = annotation.getName();
        }

        @Override
        protected boolean matchSelf(MetadataReader reader) {
            return reader.getAnnotationMetadata().isAnnotated(annotation);
        }
    }
}
