package dev.durable.autoconfigure.discovery;

import dev.durable.annotation.Workflow;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/**
 * Finds the workflow classes of the application by scanning its packages. They do not become beans: the engine creates an
 * instance for each run.
 *
 * <p>A {@link Workflow} interface (or abstract class) stands for its one implementation. One without any is legal: the
 * application starts such workflows, and another one executes them.
 */
public final class WorkflowClasses {

    private static final Logger logger = LoggerFactory.getLogger(WorkflowClasses.class);

    private final ConfigurableListableBeanFactory beanFactory;
    private final Environment environment;
    // The class path stays as it is, and scanning is what costs at the start.
    private final Supplier<FoundWorkflows> found = SingletonSupplier.of(this::look);

    /** Creates the search; nothing is scanned yet. */
    public WorkflowClasses(ConfigurableListableBeanFactory beanFactory, Environment environment) {
        this.beanFactory = beanFactory;
        this.environment = environment;
    }

    /** The packages in which it looks. */
    public Set<String> packages() {
        return WorkflowScanPackages.all(beanFactory);
    }

    /**
     * The classes that implement workflows.
     *
     * @throws DurableException {@code DUR-1007} if a workflow interface has several implementations
     */
    public Set<Class<?>> find() {
        return found.get().implementations();
    }

    /**
     * The classes that implement workflows, and the workflow interfaces that nothing implements here.
     *
     * @throws DurableException {@code DUR-1007} if a workflow interface has several implementations
     */
    public Set<Class<?>> types() {
        return found.get().all();
    }

    private FoundWorkflows look() {
        FoundWorkflows aheadOfTime = AotDetector.useGeneratedArtifacts()
                ? FoundWorkflows.fromResource(beanFactory.getBeanClassLoader())
                : null;
        return aheadOfTime == null ? scan() : aheadOfTime;
    }

    /** Scans now, whatever was found before. */
    public FoundWorkflows scan() {
        Set<String> packages = packages();
        ClassScanner scanner = new ClassScanner(beanFactory, environment);
        Set<Class<?>> annotated = scanner.annotatedWith(Workflow.class, packages);
        Set<Class<?>> implementations = new LinkedHashSet<>();
        Set<Class<?>> contracts = new LinkedHashSet<>();
        for (Class<?> type : annotated) {
            (isContract(type) ? contracts : implementations).add(type);
        }
        Set<Class<?>> foreign = new LinkedHashSet<>();
        if (!contracts.isEmpty()) {
            Set<Class<?>> candidates = scanner.assignableTo(contracts, packages);
            for (Class<?> contract : contracts) {
                List<Class<?>> implementing = implementationOf(contract, candidates);
                implementations.addAll(implementing);
                if (implementing.isEmpty()) {
                    foreign.add(contract);
                }
            }
        }
        logger.debug("Workflow classes in {}: {}", packages, implementations);
        return new FoundWorkflows(implementations, foreign);
    }

    private static boolean isContract(Class<?> type) {
        return Modifier.isAbstract(type.getModifiers());
    }

    private static List<Class<?>> implementationOf(Class<?> contract, Set<Class<?>> candidates) {
        List<Class<?>> found = candidates.stream()
                .filter(contract::isAssignableFrom)
                .filter(candidate -> !isContract(candidate))
                .<Class<?>>map(candidate -> candidate)
                .toList();
        if (found.size() > 1) {
            Set<String> names = new TreeSet<>();
            found.forEach(type -> names.add(type.getName()));
            throw new DurableException(
                    ErrorCode.WORKFLOW_IMPLEMENTATION_NOT_UNIQUE,
                    "The workflow type " + contract.getName() + " has " + names.size() + " implementations: "
                            + String.join(", ", names) + ".");
        }
        if (found.isEmpty() && contract.isInterface()) {
            logger.info(
                    "Workflow type {} has no implementation here: it can be started but not run", contract.getName());
        } else if (found.isEmpty()) {
            logger.warn(
                    "Workflow class {} is abstract, and no class in the scanned packages extends it: it can be started but"
                            + " not run; make it an interface if others run it",
                    contract.getName());
        }
        return found;
    }
}
