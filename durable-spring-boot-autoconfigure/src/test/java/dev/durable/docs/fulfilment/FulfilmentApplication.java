package dev.durable.docs.fulfilment;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class FulfilmentApplication {}
