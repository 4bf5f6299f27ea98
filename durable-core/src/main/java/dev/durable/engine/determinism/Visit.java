package dev.durable.engine.determinism;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * A method that workflow code comes to, and how.
 *
 * @param member the method
 * @param caller the visit from which it is called; null for the workflow's own methods
 * @param calledAt line of the call in the caller
 */
record Visit(Member member, @Nullable Visit caller, int calledAt) {

    /** The calls that lead here, the innermost first. Lambdas and bridges are no calls of their own. */
    List<CodeLocation> path() {
        List<CodeLocation> path = new ArrayList<>();
        Visit below = this;
        for (Visit each = caller; each != null; each = each.caller) {
            if (!below.isLambdaOf(each) && !each.member.is(Opcodes.ACC_BRIDGE)) {
                path.add(each.member.location(below.calledAt));
            }
            below = each;
        }
        return path;
    }

    private boolean isLambdaOf(Visit around) {
        return member.method().name.startsWith("lambda$") && member.location(0).equals(around.member.location(0));
    }
}
