import { Module } from '@nestjs/common';
import { ConfirmAuthenticatorController } from './confirm-authenticator/confirm-authenticator.controller.js';
import { ConfirmAuthenticatorHandler } from './confirm-authenticator/confirm-authenticator.handler.js';
import { ConfirmRecoveryCodeController } from './confirm-recovery-code/confirm-recovery-code.controller.js';
import { ConfirmRecoveryCodeHandler } from './confirm-recovery-code/confirm-recovery-code.handler.js';
import { DeclineDeviceTrustController } from './decline-device-trust/decline-device-trust.controller.js';
import { DeclineDeviceTrustHandler } from './decline-device-trust/decline-device-trust.handler.js';
import { RemoveAuthenticatorController } from './remove-authenticator/remove-authenticator.controller.js';
import { RemoveAuthenticatorHandler } from './remove-authenticator/remove-authenticator.handler.js';
import { ReplaceRecoveryCodeController } from './replace-recovery-code/replace-recovery-code.controller.js';
import { ReplaceRecoveryCodeHandler } from './replace-recovery-code/replace-recovery-code.handler.js';
import { StartEnrolmentController } from './start-enrolment/start-enrolment.controller.js';
import { StartEnrolmentHandler } from './start-enrolment/start-enrolment.handler.js';
import { TrustDeviceController } from './trust-device/trust-device.controller.js';
import { TrustDeviceHandler } from './trust-device/trust-device.handler.js';

@Module({
  controllers: [
    StartEnrolmentController,
    ConfirmAuthenticatorController,
    ReplaceRecoveryCodeController,
    ConfirmRecoveryCodeController,
    TrustDeviceController,
    DeclineDeviceTrustController,
    RemoveAuthenticatorController,
  ],
  providers: [
    StartEnrolmentHandler,
    ConfirmAuthenticatorHandler,
    ReplaceRecoveryCodeHandler,
    ConfirmRecoveryCodeHandler,
    TrustDeviceHandler,
    DeclineDeviceTrustHandler,
    RemoveAuthenticatorHandler,
  ],
})
export class EnrolmentModule {}
