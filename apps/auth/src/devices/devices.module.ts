import { Module } from '@nestjs/common';
import { ListDevicesController } from './list-devices/list-devices.controller.js';
import { ListDevicesHandler } from './list-devices/list-devices.query.js';
import { RenameDeviceController } from './rename-device/rename-device.controller.js';
import { RenameDeviceHandler } from './rename-device/rename-device.handler.js';
import { RevokeDeviceByStaffController } from './revoke-device-by-staff/revoke-device-by-staff.controller.js';
import { RevokeDeviceController } from './revoke-device/revoke-device.controller.js';
import { RevokeDeviceHandler } from './revoke-device/revoke-device.handler.js';

@Module({
  controllers: [ListDevicesController, RenameDeviceController, RevokeDeviceController, RevokeDeviceByStaffController],
  providers: [ListDevicesHandler, RenameDeviceHandler, RevokeDeviceHandler],
})
export class DevicesModule {}
