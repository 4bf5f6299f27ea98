package dev.durable.docs.events;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class PurchaseApplication {}
