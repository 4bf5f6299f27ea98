package dev.durable.jpa;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts what is sent to the database: statements (a batch is one), commits, and connections taken. */
final class CountingDataSource extends DelegatingDataSource implements QueryExecutionListener, MethodExecutionListener {

    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    CountingDataSource(DataSource target) {
        ProxyDataSource proxy = new ProxyDataSource(target);
        proxy.addListener(this);
        proxy.getProxyConfig().getMethodListener().addListener(this);
        setTargetDataSource(proxy);
    }

    List<String> statements() {
        return List.copyOf(statements);
    }

    int commits() {
        return commits.get();
    }

    int connections() {
        return connections.get();
    }

    void reset() {
        statements.clear();
        commits.set(0);
        connections.set(0);
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        statements.add(queries.get(0).getQuery());
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

    @Override
    public void beforeMethod(MethodExecutionContext context) {
        switch (context.getMethod().getName()) {
            case "commit" -> commits.incrementAndGet();
            case "getConnection" -> countConnection(context);
            default -> {}
        }
    }

    @Override
    public void afterMethod(MethodExecutionContext context) {}

    private void countConnection(MethodExecutionContext context) {
        if (context.getTarget() instanceof DataSource) {
            connections.incrementAndGet();
        }
    }
}
