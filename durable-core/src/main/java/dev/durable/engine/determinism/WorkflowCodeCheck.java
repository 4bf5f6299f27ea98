package dev.durable.engine.determinism;

import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.WorkflowDefinition;
import dev.durable.engine.determinism.DeterminismFinding.Severity;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The check of all workflow classes that an engine has, when it is put together. */
public final class WorkflowCodeCheck {

    private static final Logger logger = LoggerFactory.getLogger(DeterminismCheck.class);

    private WorkflowCodeCheck() {}

    /**
     * Checks the workflows and reports what is found, as the settings say.
     *
     * @throws DurableException {@code DUR-1033} with all findings, if they are to fail the start
     */
    public static void check(Definitions definitions, DeterminismSettings settings) {
        if (settings.mode() == DeterminismMode.OFF) {
            return;
        }
        Class<?>[] workflows = definitions.workflowTypes().stream()
                .sorted()
                .flatMap(type -> definitions.workflow(type).stream())
                .map(WorkflowDefinition::implementation)
                .toArray(Class<?>[]::new);
        List<DeterminismFinding> findings = DeterminismCheck.of(workflows)
                .following(settings.packages().toArray(String[]::new))
                .trusting(settings.trusted().toArray(String[]::new))
                .findings();
        logger.debug("{} workflow classes checked for determinism, {} findings", workflows.length, findings.size());
        List<DeterminismFinding> errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        boolean fails = settings.mode() == DeterminismMode.FAIL && !errors.isEmpty();
        findings.stream().filter(finding -> !fails || !errors.contains(finding)).forEach(WorkflowCodeCheck::warn);
        if (fails) {
            throw new DurableException(
                    ErrorCode.NOT_DETERMINISTIC,
                    "Code of workflows is not deterministic, so that runs would not replay:\n"
                            + DeterminismCheck.list(errors) + "\n");
        }
    }

    private static void warn(DeterminismFinding finding) {
        logger.warn(
                "{}: {} may not replay. {}",
                ErrorCode.NOT_DETERMINISTIC.id(),
                finding.workflow().getSimpleName(),
                finding);
    }
}
