import com.sun.management.OperatingSystemMXBean;
import dev.durable.activity.ActivityContext;
import dev.durable.client.WorkflowClient;
import dev.durable.schedule.ScheduleClient;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.reflect.Proxy;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/** One start of the sample. What the application injects of the starter is a stub in a start without it. */
class MeasuredStart {

    public static void main(String[] args) throws Exception {
        SpringApplication sample = new SpringApplication(
                Class.forName("dev.durable.sample.orders.SampleOrderApplication"));
        if (Boolean.getBoolean("without")) {
            sample.addInitializers(context -> {
                GenericApplicationContext beans = (GenericApplicationContext) context;
                stub(beans, WorkflowClient.class);
                stub(beans, ScheduleClient.class);
                stub(beans, ActivityContext.class);
            });
        }
        sample.run(args);

        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long untilMainReturns = ManagementFactory.getRuntimeMXBean().getUptime();
        long processorTime = process.getProcessCpuTime() / 1_000_000;
        long ofMainThread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
        Thread.sleep(2_000); // what still goes on is no part of an idle application
        System.gc();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        System.out.printf(
                "STARTED %d %d %d %d %d %d%n",
                untilMainReturns,
                processorTime,
                ofMainThread,
                memory.getHeapMemoryUsage().getUsed() / 1_024,
                memory.getNonHeapMemoryUsage().getUsed() / 1_024,
                ManagementFactory.getThreadMXBean().getThreadCount());
        System.exit(0);
    }

    private static <T> void stub(GenericApplicationContext beans, Class<T> type) {
        Object stub = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "hashCode" -> 1;
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> "stub";
                    default -> null;
                });
        beans.registerBean(type, () -> type.cast(stub));
    }
}
