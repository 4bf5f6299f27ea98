package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Activity;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.failure.ActivityFailure;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How executions of local activities follow the code that has called them. */
class LocalExecutionTests extends OneSteppedNode {

    private int executed;

    LocalExecutionTests() {
        super(Hurried.class);
        replay.executed(Work.class, () -> {
            executed++;
            throw new IllegalStateException("no luck");
        });
    }

    @Test
    void activityOfACanceledScopeIsNotRepeated() {
        begin();
        node.execute();
        cluster.pass(Duration.ofMinutes(1));
        node.execute();
        assertThat(executed).isEqualTo(2);

        signal("hurry");
        cluster.pass(Duration.ofHours(1));
        node.execute();

        assertThat(executed).isEqualTo(2);
    }

    @Test
    void codeThatWaitsForNoLocalActivityAnyMoreMayLeave() {
        begin();
        signal("hurry");

        node.runs().evictAll();
        cluster.settle();

        assertThat(node.runs().cached()).isZero();
        signal("finish");
        assertThat(cluster.run("h").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    private void begin() {
        node.startActivities();
        node.begin("h", Hurried.class);
        cluster.settle();
    }

    private void signal(String name) {
        node.deliver("h", new WorkflowExecutionSignaled(0, cluster.time().now(), name, List.of()));
        cluster.settle();
    }

    @Activity
    interface Work {

        void run();
    }

    @Workflow
    static class Hurried {

        private final WorkflowContext workflow;
        private final CancellationScope scope;
        private boolean finished;

        Hurried(WorkflowContext workflow) {
            this.workflow = workflow;
            this.scope = workflow.newCancellationScope(this::call);
        }

        @WorkflowMethod
        public void run() {
            scope.run();
            workflow.await(() -> finished);
        }

        private void call() {
            try {
                workflow.localActivity(Work.class).run();
            } catch (ActivityFailure e) {
                workflow.logger().info("It was too slow", e);
            }
        }

        @SignalMethod
        public void hurry() {
            scope.cancel("enough");
        }

        @SignalMethod
        public void finish() {
            finished = true;
        }
    }
}
