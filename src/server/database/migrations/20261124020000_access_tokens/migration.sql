-- Access tokens belong to identity: only role todo_auth sees them, and only hashes are kept.
-- CreateTable
CREATE TABLE "auth"."access_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "access_token_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "access_token_token_hash_key" ON "auth"."access_token"("token_hash");

-- CreateIndex
CREATE INDEX "access_token_user_id_idx" ON "auth"."access_token"("user_id");

-- AddForeignKey
ALTER TABLE "auth"."access_token" ADD CONSTRAINT "access_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE auth.access_token
  ADD CONSTRAINT access_token_scopes_known CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'write', 'destructive']),
  ADD CONSTRAINT access_token_name_length CHECK (char_length(name) BETWEEN 1 AND 100);
GRANT SELECT, INSERT, UPDATE, DELETE ON auth.access_token TO todo_auth;
