package dev.durable.autoconfigure.actuate;

import dev.durable.engine.DurableEngine;
import dev.durable.engine.EngineInsight;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Which engine this instance has, and what it executes. */
final class DurableInfoContributor implements InfoContributor {

    private final EngineInsight insight;

    DurableInfoContributor(EngineInsight insight) {
        this.insight = insight;
    }

    @Override
    public void contribute(Info.Builder info) {
        Map<String, Object> facts = new LinkedHashMap<>();
        // classes that do not come out of a jar have no version
        String version = DurableEngine.class.getPackage().getImplementationVersion();
        if (version != null) {
            facts.put("version", version);
        }
        facts.put("status", insight.status());
        insight.nodeName().ifPresent(name -> facts.put("node", name));
        facts.put("taskQueues", new TreeSet<>(insight.taskQueues()));
        facts.put("workflowTypes", insight.workflowTypes().size());
        facts.put("activityTypes", insight.activityTypes().size());
        info.withDetail("durable", facts);
    }
}
