package shop;

import dev.durable.client.WorkflowClient;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class ShopApplication {

    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args).close();
    }

    @Bean
    CommandLineRunner greeter(WorkflowClient workflows) {
        return args -> {
            String greeting = workflows.newWorkflow(GreetingWorkflow.class)
                    .id("greeting")
                    .start(workflow -> workflow.greet(new Customer("Ada")))
                    .result(java.time.Duration.ofMinutes(2))
                    .text();
            System.out.println("The workflow says: " + greeting);
        };
    }
}
