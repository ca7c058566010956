-- What a language model was asked, by user and day (UTC), and when each user wants it to be asked.
-- AlterTable
ALTER TABLE "app"."profile" ADD COLUMN     "model_mode" TEXT;

-- CreateTable
CREATE TABLE "app"."model_usage" (
    "user_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "requests" INTEGER NOT NULL DEFAULT 0,
    "input_tokens" BIGINT NOT NULL DEFAULT 0,
    "output_tokens" BIGINT NOT NULL DEFAULT 0,
    "reserved_tokens" BIGINT NOT NULL DEFAULT 0,
    "cost_micros" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "model_usage_pkey" PRIMARY KEY ("user_id","day")
);

-- AddForeignKey
ALTER TABLE "app"."model_usage" ADD CONSTRAINT "model_usage_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app"."profile"("user_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE app.profile ADD CONSTRAINT profile_model_mode_known CHECK (model_mode IN ('unsure', 'always', 'never'));
ALTER TABLE app.model_usage ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON app.model_usage FOR ALL TO todo_app
  USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))
  WITH CHECK (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON app.model_usage TO todo_app;
