package dev.durable.sample.orders.stock;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The stock. */
interface StockItemRepository extends JpaRepository<StockItem, String> {

    /** Takes pieces out of stock if there are enough: one row updated, or none. */
    @Modifying
    @Query("""
            update StockItem s set s.available = s.available - :quantity
            where s.sku = :sku and s.available >= :quantity
            """)
    int take(String sku, int quantity);

    /** Puts pieces back. */
    @Modifying
    @Query("update StockItem s set s.available = s.available + :quantity where s.sku = :sku")
    int giveBack(String sku, int quantity);
}
