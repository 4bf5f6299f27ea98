package dev.durable.docs.interceptors;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

@Workflow
class LetterWorkflow {

    private final Letters letters;

    LetterWorkflow(Letters letters) {
        this.letters = letters;
    }

    @WorkflowMethod
    String write(String text) {
        return letters.print(text);
    }
}
