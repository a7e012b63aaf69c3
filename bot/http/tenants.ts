import type { Activity } from '../channels/activity.ts'
import { Refusal } from './refusal.ts'

/**
 * In Teams, lets only conversations of these tenants in (Microsoft Entra ids; undefined: all). Guests count for the tenant
 * that they are guests of. Teams always names the tenant, so one that is not named is refused, too. Other channels have
 * none: what stands in their place there was written by whoever sent it, and proves nothing.
 *
 * @throws Refusal 403
 */
export const createTenantCheck = (tenants: readonly string[] | undefined): ((activity: Activity) => void) => {
  if (!tenants) return () => {}
  const allowed = new Set(tenants.map(tenant => tenant.toLowerCase()))
  return activity => {
    if (activity.channelId.toLowerCase() !== 'msteams') return
    const named = tenantsOf(activity)
    if (named.length > 0 && named.every(tenant => allowed.has(tenant.toLowerCase()))) return
    throw new Refusal(
      403,
      'ForeignTenant',
      'This bot does not serve the tenant of this conversation. Whoever runs it can add the tenant to ALLOWED_TENANTS.',
    )
  }
}

/** It stands in two places, and both must be right. */
const tenantsOf = ({ conversation, channelData }: Activity): readonly string[] => {
  const { tenant } = (channelData ?? {}) as { readonly tenant?: { readonly id?: unknown } | null }
  return [conversation.tenantId, tenant?.id].filter(id => typeof id === 'string' && id !== '') as string[]
}
