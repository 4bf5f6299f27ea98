package dev.durable.engine.determinism;

import dev.durable.engine.definition.WorkflowContract;
import dev.durable.engine.determinism.DeterminismFinding.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/**
 * Looks for code in workflow classes, and in all classes of the application that they call, which breaks a replay: it asks a clock, draws
 * a random number, starts a thread, does I/O. Reads class files and executes nothing. Immutable.
 *
 * <pre>{@code
 * @Test
 * void workflowsAreDeterministic() {
 *     DeterminismCheck.of(OrderWorkflow.class, ParcelWorkflow.class).verify();
 * }
 * }</pre>
 *
 * <p>Followed are the classes that come from the same directory or jar as a workflow, those of its package and of packages below, and
 * those of {@linkplain #following named packages}. Not followed are activities (their stubs record what the bean does), other workflows,
 * what is handed to {@code sideEffect}, and what is marked with {@link dev.durable.annotation.Deterministic}. All other classes, those
 * of the JDK and of libraries, are looked up in a table.
 */
public final class DeterminismCheck {

    private final List<Class<?>> workflows;
    private final Set<String> packages;
    private final Set<String> trusted;

    private DeterminismCheck(Collection<Class<?>> workflows, Collection<String> packages, Collection<String> trusted) {
        this.workflows = List.copyOf(workflows);
        this.packages = Set.copyOf(packages);
        this.trusted = Set.copyOf(trusted);
    }

    /**
     * A check of workflows.
     *
     * @param workflows the classes that implement them
     */
    public static DeterminismCheck of(Class<?>... workflows) {
        return new DeterminismCheck(List.of(workflows), Set.of(), Set.of());
    }

    /** The same with further packages whose classes are followed, and those below, such as {@code com.acme.pricing}. */
    public DeterminismCheck following(String... names) {
        return new DeterminismCheck(workflows, with(packages, names), trusted);
    }

    /**
     * The same, but trusting code that cannot be marked with {@link dev.durable.annotation.Deterministic}.
     *
     * @param names classes, methods such as {@code com.acme.Ids.next}, or packages with all that is below
     */
    public DeterminismCheck trusting(String... names) {
        return new DeterminismCheck(workflows, packages, with(trusted, names));
    }

    /**
     * Looks, and tells everything that it finds, workflow after workflow.
     *
     * @throws dev.durable.failure.DurableException {@code DUR-1xxx} if a class is no workflow
     */
    public List<DeterminismFinding> findings() {
        List<DeterminismFinding> all = new ArrayList<>();
        if (!workflows.isEmpty()) {
            ClassFiles files = files();
            ForbiddenCallIndex forbidden = new ForbiddenCallIndex(ForbiddenCalls.all(), files);
            workflows.forEach(workflow -> all.addAll(findingsIn(workflow, files, forbidden)));
        }
        return all;
    }

    /**
     * Looks, and insists that no rule is broken. Warnings do not count.
     *
     * @throws AssertionError with a line for each finding
     */
    public void verify() {
        List<DeterminismFinding> errors = findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new AssertionError("Workflow code must be deterministic, but:\n" + list(errors));
        }
    }

    /** One finding a line, by workflows. */
    static String list(List<DeterminismFinding> findings) {
        return findings.stream()
                .map(finding -> finding.workflow().getSimpleName() + ": " + finding)
                .collect(Collectors.joining("\n  - ", "  - ", ""));
    }

    private ClassFiles files() {
        ClassLoader loader = workflows.get(0).getClassLoader();
        ClassFiles files = new ClassFiles(loader != null ? loader : ClassLoader.getSystemClassLoader(), packages);
        workflows.forEach(files::addApplication);
        return files;
    }

    private List<DeterminismFinding> findingsIn(Class<?> workflow, ClassFiles files, ForbiddenCallIndex forbidden) {
        WorkflowContract contract = WorkflowContract.of(workflow);
        String name = Type.getInternalName(workflow);
        Findings findings = new Findings(workflow);
        Trust trust = new Trust(trusted);
        Resolution resolution = new Resolution(files);
        MethodScan scan = new MethodScan(files, resolution, forbidden, trust, findings);
        new SpringAnnotations(files, trust, findings).check(name);
        new WorkflowWalk(name, files, resolution, trust, scan).walk(EntryPoint.replayed(contract));
        findings.ofReaders();
        new WorkflowWalk(name, files, resolution, trust, scan).walk(EntryPoint.reading(contract));
        return findings.all();
    }

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(Arrays.asList(more));
        return all;
    }
}
