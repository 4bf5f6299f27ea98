package dev.durable.engine.run;

import dev.durable.engine.testing.ReplayFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of what runs do on a {@link SteppedCluster} that has one node to begin with. All histories are checked afterwards. */
abstract class OneSteppedNode {

    @RegisterExtension
    final ReplayFixture replay;

    SteppedCluster cluster;
    SteppedNode node;

    OneSteppedNode(Class<?>... workflows) {
        replay = new ReplayFixture().workflow(workflows);
    }

    @BeforeEach
    void oneNode() {
        cluster = new SteppedCluster(replay.services());
        node = cluster.node();
    }

    @AfterEach
    void verify() {
        cluster.verify();
    }
}
