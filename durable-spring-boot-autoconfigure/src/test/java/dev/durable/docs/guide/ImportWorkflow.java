package dev.durable.docs.guide;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import java.util.List;

@Workflow
class ImportWorkflow {

    private final ImportActivities imports;

    ImportWorkflow(ImportActivities imports) {
        this.imports = imports;
    }

    @WorkflowMethod
    int run(List<String> lines) {
        return imports.importLines(lines);
    }
}
