//! Idempotency keys in a database.

use serde::{Serialize, de::DeserializeOwned};

use super::visit::Visit;
use crate::{
    sql::Param,
    store::{Fault, KEY_KEPT_MS, Keep, Key, Operation},
};

impl Visit<'_> {
    /// What came of the first request under this key, if there was one.
    ///
    /// # Errors
    /// When it was another request, or is not done.
    pub(super) async fn known<T: DeserializeOwned>(
        &mut self,
        operation: Operation,
        key: Option<&Key>,
    ) -> Result<Option<T>, Fault> {
        let Some(key) = key else {
            return Ok(None);
        };
        self.forget_keys().await?;
        let sql = "SELECT fingerprint, created_ms, ready_ms, answer FROM idempotency_keys \
             WHERE visitor = $1 AND operation = $2 AND name = $3";
        let params = [
            self.visitor(),
            Param::Text(operation.name()),
            Param::Text(&key.key),
        ];
        let Some(row) = self.row(sql, &params).await? else {
            return Ok(None);
        };
        let keep = Keep {
            fingerprint: row.text(0)?,
            created_ms: row.int(1)?,
            ready_ms: row.int(2)?,
            answer: row.text(3)?,
        };
        keep.replay(key, self.now_ms()).map(Some)
    }

    /// Keeps what came of a request under its key.
    pub(super) async fn keep<T: Serialize>(
        &mut self,
        operation: Operation,
        key: Option<&Key>,
        ready_ms: i64,
        value: &T,
    ) -> Result<(), Fault> {
        let Some(key) = key else {
            return Ok(());
        };
        let keep = Keep::new(key, self.now_ms(), ready_ms, value)?;
        let bytes = keep.bytes(key);
        self.charge(1, bytes)?;
        let sql = "INSERT INTO idempotency_keys \
             (visitor, operation, name, fingerprint, created_ms, ready_ms, answer, byte_count) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let params = [
            self.visitor(),
            Param::Text(operation.name()),
            Param::Text(&key.key),
            Param::Text(&keep.fingerprint),
            Param::Int(keep.created_ms),
            Param::Int(keep.ready_ms),
            Param::Text(&keep.answer),
            Param::Int(bytes),
        ];
        self.run(sql, &params).await.map(|_| ())
    }

    async fn forget_keys(&mut self) -> Result<(), Fault> {
        let sql = "DELETE FROM idempotency_keys WHERE visitor = $1 AND created_ms <= $2 \
             RETURNING byte_count";
        let params = [self.visitor(), Param::Int(self.now_ms() - KEY_KEPT_MS)];
        for row in self.rows(sql, &params).await? {
            self.charge(-1, -row.int(0)?)?;
        }
        Ok(())
    }
}
