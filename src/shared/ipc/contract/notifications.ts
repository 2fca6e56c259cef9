import { z } from 'zod';
import { notification } from '../../domain/notification.ts';

export const notificationChannels = {
  'notifications:list': {
    request: z.object({ limit: z.number().int().min(1).max(200).default(50) }).strict(),
    response: z.array(notification),
  },
} as const;

export const notificationEvents = {
  'notifications:changed': z.object({}),
} as const;
